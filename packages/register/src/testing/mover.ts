import { acceptCustody, type Caller, createCase, editCase, offerCustody, openRegister } from "../index.ts";
import { sampleRecord } from "./fixture.ts";

// A process that hands cases over as fast as it can, several at a time, while the giver goes on editing them, and says on its
// output what was acknowledged. It is killed from outside; it never ends by itself.
const [folder = "", callers = "{}", round = "0"] = process.argv.slice(2);
const { giver, supervisor, receiver } = JSON.parse(callers) as Record<"giver" | "supervisor" | "receiver", Caller>;
const register = await openRegister({ data: folder });
process.stdout.write("ready\n");

const consents = [{ given: true, purpose: "transfer", scope: "everything" }];

async function move(mover: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const name = `Name ${round} ${mover} ${turn}`;
    const record = sampleRecord({ id: `${round}-${mover}-${turn}`, consents, person: { names: [{ text: name }] } });
    const { id } = await createCase(register, giver, record);
    process.stdout.write(`created ${id} ${record.id}\n`);
    const offer = await offerCustody(register, supervisor, id, { to: receiver.actor.agency });
    const edit = editCase(register, giver, id, 1, { "/case/status": "follow_up" }).then(
      () => undefined,
      () => undefined,
    );
    const { receipt } = await acceptCustody(register, receiver, offer.id);
    process.stdout.write(`moved ${id} ${receipt}\n`);
    await edit;
  }
}

await Promise.all([0, 1, 2].map(move));

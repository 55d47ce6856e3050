import { type Caller, importRecords, openRegister } from "../index.ts";
import { sampleRecord } from "./fixture.ts";

// A process that imports so many cases and says how far it is. It is killed from outside.
const [folder = "", callerText = "{}", count = "0"] = process.argv.slice(2);
const register = await openRegister({ data: folder });
process.stdout.write("ready\n");
const records = Array.from({ length: Number(count) }, (_, index) => sampleRecord({ id: `killed-${index}` }));
await importRecords(register, JSON.parse(callerText) as Caller, records, {
  onProgress: (written) => void process.stdout.write(`written ${written}\n`),
});
process.stdout.write("acknowledged\n");
await register.close();

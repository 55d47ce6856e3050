import type { Evidence } from "@counterweight/evidence";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { leave } from "../app/quick-exit.ts";
import { evidence } from "../data/evidence.ts";
import { useLoaded } from "../data/useLoaded.ts";
import { useText } from "../text/useText.ts";
import { FigureCard } from "./FigureCard.tsx";
import { ErrorState, LoadingState } from "./States.tsx";
import "./parts.css";

type Props = { readonly figures: readonly string[]; readonly about: string; readonly onClose: () => void };

/** Every figure behind one number, with quality, critique and the parameters it feeds. */
export function SourceDrawer({ figures, about, onClose }: Props) {
  const { t } = useText();
  const loaded = useLoaded<Evidence>(evidence);
  return (
    <ModalOverlay className="veil" isDismissable isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="drawer">
        <Dialog className="stack">
          <div className="row">
            <Button className="button" onPress={onClose}>
              {t("shell.close")}
            </Button>
            {/* The drawer lies over the page's own exit. */}
            <Button className="button leave-button" onPress={leave}>
              {t("shell.leave")}
            </Button>
          </div>
          <Heading slot="title" level={2}>
            {t("shell.sources-of", { about })}
          </Heading>
          {loaded.state === "loading" && <LoadingState />}
          {loaded.state === "failed" && <ErrorState message={loaded.message} />}
          {loaded.state === "ready" &&
            figures.map((id) => {
              const figure = loaded.value.figures.get(id);
              return figure && <FigureCard key={id} figure={figure} />;
            })}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

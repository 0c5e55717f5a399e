import { kubernetesAuthWarnings } from "@podpass/contracts";
import { Warning } from "#components/warning.tsx";

interface SaveWarningsProps {
  of: Parameters<typeof kubernetesAuthWarnings>[0];
}

/** What the server answers when this is saved: it may be, and will likely not do what is meant. */
export function SaveWarnings({ of }: SaveWarningsProps) {
  return kubernetesAuthWarnings(of).map(({ code, message }) => (
    <div key={code} className="text-[0.8125rem]">
      <Warning>{message}</Warning>
    </div>
  ));
}

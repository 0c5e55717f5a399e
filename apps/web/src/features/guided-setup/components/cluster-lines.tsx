import { CLUSTER_INFO, readCaLine } from "@podpass/contracts";
import { CommandLine } from "#components/command-line.tsx";

/** How to find the cluster's address and its CA. */
export function ClusterLines({ namespace }: { namespace: string }) {
  return (
    <>
      <CommandLine line={CLUSTER_INFO} label="the line that prints the host" />
      <p className="text-[0.8125rem] text-muted">Prints the address of the API server: the Kubernetes Host.</p>
      <CommandLine line={readCaLine(namespace)} label="the line that prints the CA certificate" />
      <p className="text-[0.8125rem] text-muted">Prints the CA Certificate that signed the API server's.</p>
    </>
  );
}

import type { Ref } from "react";
import { describeTrustedIps, trustedIpProblem } from "#components/access-token-policy/trusted-ips.ts";
import { ChipsField } from "#components/chips-field.tsx";

interface TrustedIpsFieldProps {
  label: string;
  /** What is used from these addresses: "Access tokens". */
  subject: string;
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  error: string | undefined;
  onBlur: () => void;
  ref: Ref<HTMLInputElement>;
}

export function TrustedIpsField({ label, subject, ...field }: TrustedIpsFieldProps) {
  return (
    <ChipsField
      label={label}
      help={`IP addresses or CIDR ranges. ${subject} can be used from them and from nowhere else. The default is anywhere.`}
      chipLabel="trusted IP"
      placeholder="10.0.0.0/8"
      validateChip={trustedIpProblem}
      {...field}
    >
      {describeTrustedIps(field.value)}
    </ChipsField>
  );
}

import type { AccessTokenPolicy } from "@podpass/contracts";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { shortLifeSeconds } from "#components/access-token-policy/short-life.ts";
import { TrustedIpsField } from "#components/access-token-policy/trusted-ips-field.tsx";
import { DurationInput } from "#components/duration-input.tsx";
import { NumberInput } from "#components/number-input.tsx";
import { Field, FieldNote } from "#components/ui/field.tsx";
import { Warning } from "#components/warning.tsx";

/** The fields every login method has for the tokens it issues. Stands inside a FormProvider whose form has them. */
export function AccessTokenPolicyFields() {
  const { control, formState } = useFormContext<AccessTokenPolicy>();
  const { errors } = formState;
  return (
    <>
      <Controller
        control={control}
        name="accessTokenTtlSeconds"
        render={({ field: { onChange, ...field } }) => (
          <Field
            label="Access Token TTL"
            help="How long an access token lives until it is renewed; a renewal reads this value again. The default is 30d, 2592000 seconds."
            error={errors.accessTokenTtlSeconds?.message}
          >
            <DurationInput {...field} onValueChange={onChange} zeroMeaning="as long as the max TTL" />
            <ShortLifeWarning />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="accessTokenMaxTtlSeconds"
        rules={{ deps: ["accessTokenTtlSeconds"] }}
        render={({ field: { onChange, ...field } }) => (
          <Field
            label="Access Token Max TTL"
            help="How long an access token can live in all, however often it is renewed. The default is 30d, 2592000 seconds."
            error={errors.accessTokenMaxTtlSeconds?.message}
          >
            <DurationInput {...field} onValueChange={onChange} zeroMeaning="10 years, the longest there is" />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="accessTokenMaxUses"
        render={({ field: { onChange, ...field } }) => (
          <Field
            label="Access Token Max Number of Uses"
            help="How many requests one access token is good for. The default, 0, sets no limit."
            error={errors.accessTokenMaxUses?.message}
          >
            <NumberInput {...field} onValueChange={onChange} zeroMeaning="unlimited" />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="accessTokenTrustedIps"
        render={({ field: { onChange, ...field } }) => (
          <TrustedIpsField
            {...field}
            onValueChange={onChange}
            label="Access Token Trusted IPs"
            subject="Access tokens"
            error={errors.accessTokenTrustedIps?.message}
          />
        )}
      />
    </>
  );
}

/** A life this short is allowed, for trying something out. */
function ShortLifeWarning() {
  const { control } = useFormContext<AccessTokenPolicy>();
  const [accessTokenTtlSeconds, accessTokenMaxTtlSeconds] = useWatch({
    control,
    name: ["accessTokenTtlSeconds", "accessTokenMaxTtlSeconds"],
  });
  const seconds = shortLifeSeconds({ accessTokenTtlSeconds, accessTokenMaxTtlSeconds });
  if (seconds === null) return null;
  const life = seconds === 1 ? "one second" : `${seconds} seconds`;
  return (
    <FieldNote>
      <Warning>
        A token that lives for {life} is hardly ever meant: clients renew it, or log in again, before it expires, and
        would do so all the time.
      </Warning>
    </FieldNote>
  );
}

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export const controlClass =
  "w-full rounded-sm border border-line-strong bg-ground text-ink transition-colors focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-accent focus-visible:outline-offset-0 data-invalid:border-bad data-invalid:focus-visible:border-bad data-invalid:focus-visible:outline-bad disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted";

interface InputProps extends Omit<ComponentProps<typeof BaseInput>, "className"> {
  className?: string;
}

export function Input({ className, ...props }: InputProps) {
  return (
    <BaseInput
      autoComplete="off"
      className={cn(controlClass, "h-8 px-2.5 read-only:bg-sunken read-only:text-muted", className)}
      {...props}
    />
  );
}

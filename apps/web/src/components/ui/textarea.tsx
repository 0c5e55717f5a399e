import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { controlClass } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";

/** Takes part in a surrounding Field as an input does. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <Field.Control
      render={
        <textarea
          spellCheck={false}
          className={cn(controlClass, "field-sizing-content max-h-80 min-h-16 resize-y px-2.5 py-1.5", className)}
          {...props}
        />
      }
    />
  );
}

import { createLink } from "@tanstack/react-router";
import type { VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { buttonVariants } from "#components/ui/button.tsx";

type AnchorProps = Omit<ComponentProps<"a">, "className"> & VariantProps<typeof buttonVariants>;

function ButtonAnchor({ variant, size, ...props }: AnchorProps) {
  return <a {...props} className={buttonVariants({ variant, size })} />;
}

/** A link that looks like a button; takes `to`, `params` and `search` like any link. */
export const LinkButton = createLink(ButtonAnchor);

import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-sm border font-medium transition-colors data-disabled:cursor-not-allowed data-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-accent-ink hover:bg-accent-hover",
        secondary: "border-line bg-raised text-ink hover:bg-hover aria-expanded:bg-hover",
        ghost: "border-transparent text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover",
        danger: "border-transparent bg-bad text-bad-ink hover:bg-bad-hover",
      },
      size: { md: "h-8 px-3", sm: "h-7 px-2.5 text-[0.8125rem]", icon: "size-8", "icon-sm": "size-7" },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

interface ButtonProps
  extends Omit<ComponentProps<typeof BaseButton>, "className">,
    VariantProps<typeof buttonVariants> {
  className?: string;
  /** Shows that the work is under way; the button keeps focus and ignores further presses. */
  isPending?: boolean;
}

export function Button({ variant, size, className, isPending = false, disabled, children, ...props }: ButtonProps) {
  return (
    <BaseButton
      type="button"
      focusableWhenDisabled={isPending}
      disabled={isPending || disabled}
      aria-busy={isPending || undefined}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    >
      {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </BaseButton>
  );
}

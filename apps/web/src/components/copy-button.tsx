import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { copyText } from "#lib/copy-text.ts";

const COPIED_SHOWN_MS = 2_000;

interface CopyButtonProps {
  text: string;
  /** What is copied, for the accessible name: "Copy identity id". */
  label: string;
  /** Shows the word Copy beside the icon. */
  hasText?: boolean;
}

export function CopyButton({ text, label, hasText = false }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);

  // The clock: the tick goes back to the copy icon.
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = () =>
    copyText(text).then(
      () => setCopied(true),
      () => toast.error("Copying failed", "Select the text and copy it by hand."),
    );

  return (
    <Button
      variant={hasText ? "secondary" : "ghost"}
      size={hasText ? "md" : "icon-sm"}
      aria-label={hasText ? undefined : `Copy ${label}`}
      onClick={copy}
    >
      {isCopied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {hasText && (isCopied ? "Copied" : "Copy")}
      <span role="status" className="sr-only">
        {isCopied && `Copied ${label}`}
      </span>
    </Button>
  );
}

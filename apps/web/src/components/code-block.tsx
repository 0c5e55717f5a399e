import { Download } from "lucide-react";
import { useId } from "react";
import { CopyButton } from "#components/copy-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { downloadText } from "#lib/download-text.ts";

interface CodeBlockProps {
  fileName: string;
  text: string;
}

/** A file to copy or to download, under its name. */
export function CodeBlock({ fileName, text }: CodeBlockProps) {
  const nameId = useId();
  return (
    <figure aria-labelledby={nameId} className="min-w-0 overflow-hidden rounded-md border">
      <figcaption className="flex h-9 items-center gap-1 border-b bg-sunken pr-1 pl-3">
        <code id={nameId} className="min-w-0 flex-1 truncate font-mono text-[0.8125rem] text-muted">
          {fileName}
        </code>
        <CopyButton text={text} label={fileName} />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Download ${fileName}`}
          onClick={() => downloadText(fileName, text)}
        >
          <Download aria-hidden />
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <pre tabIndex={0} className="overflow-x-auto px-3 py-2.5 font-mono text-[0.8125rem] -outline-offset-2">
        <code>{text}</code>
      </pre>
    </figure>
  );
}

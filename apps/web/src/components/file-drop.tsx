import { FileUp } from "lucide-react";
import { type ComponentProps, type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { cn } from "#lib/cn.ts";

interface FileTextareaProps extends Omit<ComponentProps<typeof Textarea>, "onDragOver" | "onDragLeave" | "onDrop"> {
  onFile: (file: File | undefined) => void;
}

/** A text to type or paste, or a file that is dropped on it. */
export function FileTextarea({ onFile, className, ...props }: FileTextareaProps) {
  const { isDraggedOver, handlers } = useFileDrop(onFile);
  return (
    <Textarea
      {...props}
      {...handlers}
      className={cn("font-mono text-[0.8125rem]", className, isDraggedOver && "border-accent! bg-accent-soft!")}
    />
  );
}

interface FileDropProps {
  label: string;
  onFile: (file: File | undefined) => void;
  /** What it says, and the button for those who do not drag. */
  children: ReactNode;
}

/** A place to drop a file on. */
export function FileDrop({ label, onFile, children }: FileDropProps) {
  const drop = useFileDrop(onFile);
  return (
    <section
      aria-label={label}
      {...drop.handlers}
      className={cn(
        "flex flex-col items-center gap-3 rounded-md border border-line-strong border-dashed px-4 py-10 text-center",
        drop.isDraggedOver && "border-accent bg-accent-soft",
      )}
    >
      {children}
    </section>
  );
}

function useFileDrop(onFile: (file: File | undefined) => void) {
  const [isDraggedOver, setDraggedOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setDraggedOver(true);
    },
    onDragLeave: () => setDraggedOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setDraggedOver(false);
      onFile(event.dataTransfer.files[0]);
    },
  };
  return { isDraggedOver, handlers };
}

interface ChooseFileButtonProps {
  accept: string;
  onFile: (file: File | undefined) => void;
  size?: ComponentProps<typeof Button>["size"];
}

export function ChooseFileButton({ accept, onFile, size }: ChooseFileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size={size} onClick={() => picker.current?.click()}>
        <FileUp aria-hidden />
        Choose a file
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}

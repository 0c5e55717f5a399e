import { Toast as BaseToast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { buttonVariants } from "#components/ui/button.tsx";
import { connectToaster } from "#components/ui/toast-queue.ts";

/** The toasts on screen: in the middle, because the pointer that has just submitted a form rests at the right. */
export function ToastList() {
  return (
    <BaseToast.Provider>
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed bottom-4 left-1/2 z-50 flex w-[calc(100vw-2rem)] -translate-x-1/2 flex-col gap-2 sm:w-90">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}

function Toasts() {
  const { toasts, add } = BaseToast.useToastManager();
  // The queue of messages, which lives outside React.
  useEffect(
    () => connectToaster((message) => add({ ...message, priority: message.type === "error" ? "high" : "low" })),
    [add],
  );
  return toasts.map((item) => (
    <BaseToast.Root
      key={item.id}
      toast={item}
      // Not the dialog that Base UI makes of it: nothing here is waited for. Its own live region announces the text.
      {...NOT_A_DIALOG}
      className="rounded-md border bg-raised text-ink shadow-black/10 shadow-lg transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <BaseToast.Content className="flex items-start gap-2 p-3">
        {item.type === "error" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
        )}
        <div className="min-w-0 flex-1">
          <BaseToast.Title className="font-medium" />
          <BaseToast.Description className="text-muted" />
        </div>
        <BaseToast.Close
          aria-label="Dismiss"
          // Base UI hides it from screen readers until the stack is expanded; here the toasts always stand side by side.
          aria-hidden={false}
          className={buttonVariants({ variant: "ghost", size: "icon-sm" })}
        >
          <X aria-hidden />
        </BaseToast.Close>
      </BaseToast.Content>
    </BaseToast.Root>
  ));
}

const NOT_A_DIALOG = { role: "group", "aria-modal": undefined } as const;

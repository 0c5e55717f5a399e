import { useSyncExternalStore } from "react";

interface ToastMessage {
  title: string;
  description?: string;
  type: "success" | "error";
}

type Deliver = (message: ToastMessage) => void;

const waiting: ToastMessage[] = [];
const listeners = new Set<() => void>();
let isNeeded = false;
let deliver: Deliver | null = null;

function show(message: ToastMessage): void {
  if (deliver) {
    deliver(message);
    return;
  }
  waiting.push(message);
  isNeeded = true;
  for (const listener of listeners) listener();
}

/** Says how something ended. What went wrong in a form stays in the form, beside its cause. */
export const toast = {
  success: (title: string) => show({ title, type: "success" }),
  error: (title: string, description?: string) => show({ title, description, type: "error" }),
};

/** Hands over what has waited, and all that follows. Returns the function that stops it. */
export function connectToaster(next: Deliver): () => void {
  deliver = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    deliver = null;
  };
}

/** Whether anything has been said yet: until then the list of toasts is not loaded. */
export function useIsToasterNeeded(): boolean {
  return useSyncExternalStore(subscribe, () => isNeeded);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

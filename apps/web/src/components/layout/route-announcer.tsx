import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** Tells screen readers which page has been opened, which they do by themselves only when a document loads. */
export function RouteAnnouncer() {
  const router = useRouter();
  const [text, setText] = useState("");
  // The router's events, and the title which React writes into the document after them.
  useEffect(
    () =>
      router.subscribe("onRendered", (event) => {
        if (event.pathChanged) requestAnimationFrame(() => setText(document.title));
      }),
    [router],
  );
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}

/** A press that became a scroll is cancelled and clicks nothing. */
const ENDS = ["click", "pointercancel"];
let isPressed = false;
window.addEventListener("pointerdown", () => (isPressed = true), true);
for (const end of ENDS) window.addEventListener(end, () => (isPressed = false), true);

/**
 * For what a field does when it is left and what may move the page: does it now or, when it is left because somebody
 * presses something else, with the click, before that is heard. Earlier, it would move the page away from under the
 * pointer, and the click would meet something else.
 */
export function afterPress(work: () => void): void {
  if (!isPressed) {
    work();
    return;
  }
  const done = new AbortController();
  for (const end of ENDS) {
    window.addEventListener(
      end,
      () => {
        done.abort();
        work();
      },
      { capture: true, signal: done.signal },
    );
  }
}

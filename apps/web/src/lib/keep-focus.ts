import type { MouseEvent } from "react";

/**
 * For the `onMouseDown` of a button that gives a form up: the field that has the focus keeps it. Left, an empty field would
 * show an error, which moves the button away from under the pointer.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

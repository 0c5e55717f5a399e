/** The look that menus, lists and popovers share. */
export const popupClass =
  "max-h-(--available-height) overflow-y-auto rounded-md border border-line bg-raised text-ink shadow-lg shadow-black/5 outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

/** One line of a menu or list. */
export const popupItemClass =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-xs px-2 py-1 outline-none data-disabled:text-muted data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

/** What dims the page behind a dialog. */
export const backdropClass =
  "fixed inset-0 z-40 bg-overlay transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

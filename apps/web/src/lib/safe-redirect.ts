/** The address to go to after sign-in: a path of this very site, whatever a link says; otherwise the start page. */
export function safeRedirect(target: string | undefined): string {
  // "//host" and "/\host" are other sites to a browser.
  return target && /^\/(?![/\\])/.test(target) && !/[\t\r\n]/.test(target) ? target : "/";
}

/** The style of the page of documentation: the colours of the reader's system, down to 360 pixels. */
export const DOCS_STYLE = `
:root { --text: #18181b; --muted: #52525b; --line: #d4d4d8; --back: #ffffff; --panel: #f4f4f5; --link: #1d4ed8; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f4f4f5; --muted: #a1a1aa; --line: #3f3f46; --back: #18181b; --panel: #27272a; --link: #93c5fd; }
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.5 system-ui, sans-serif; }
header, .columns { max-width: 72rem; margin: 0 auto; padding: 1rem; }
header p { max-width: 44rem; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.875em; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
h2 { margin: 2rem 0 0.5rem; }
h3 { margin: 1rem 0 0.25rem; font-size: 1rem; }
details { border: 1px solid var(--line); border-radius: 0.5rem; margin: 0.5rem 0; padding: 0 0.75rem; }
summary { cursor: pointer; padding: 0.5rem 0; }
.summary { color: var(--muted); display: block; }
.method { display: inline-block; min-width: 4rem; font-weight: 600; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); }
pre { background: var(--panel); border-radius: 0.5rem; padding: 0.75rem; max-height: 24rem; overflow: auto; }
@media (min-width: 60rem) {
  .columns { display: grid; grid-template-columns: 12rem 1fr; gap: 2rem; }
  nav ul { position: sticky; top: 1rem; flex-direction: column; }
  .summary { display: inline; margin-left: 0.5rem; }
}
`;

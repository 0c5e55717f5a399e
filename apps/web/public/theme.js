// Runs before the first paint, so that nobody sees a flash of the other theme. Kept in step with src/lib/theme.ts.
(() => {
  const stored = localStorage.getItem("podpass.theme");
  const isDark = stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", isDark);
})();

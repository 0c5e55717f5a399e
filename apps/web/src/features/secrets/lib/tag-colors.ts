/** What the dashboard offers; the API takes any colour CSS can write. */
export const TAG_COLORS = [
  { value: "#2563eb", label: "Blue" },
  { value: "#16a34a", label: "Green" },
  { value: "#d97706", label: "Amber" },
  { value: "#dc2626", label: "Red" },
  { value: "#9333ea", label: "Purple" },
  { value: "#0d9488", label: "Teal" },
  { value: "#db2777", label: "Pink" },
  { value: "#6b7280", label: "Grey" },
] as const;

/** The colours to choose from, and beside them the one a tag has. */
export function tagColorOptions(current: string): { value: string; label: string }[] {
  const isListed = current === "" || TAG_COLORS.some(({ value }) => value === current);
  return isListed ? [...TAG_COLORS] : [...TAG_COLORS, { value: current, label: current }];
}

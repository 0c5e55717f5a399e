interface TagBadgeProps {
  tag: { slug: string; color: string };
}

/** A tag's name beside a dot of its colour. */
export function TagBadge({ tag }: TagBadgeProps) {
  return (
    <span className="inline-flex h-5 max-w-full items-center gap-1.5 rounded-xs border px-1.5 text-xs">
      <TagDot color={tag.color} />
      <span className="truncate">{tag.slug}</span>
    </span>
  );
}

export function TagDot({ color }: { color: string }) {
  return (
    <span
      aria-hidden
      className="size-2 shrink-0 rounded-full border border-line-strong"
      style={{ backgroundColor: color || "transparent" }}
    />
  );
}

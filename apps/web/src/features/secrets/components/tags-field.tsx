import { X } from "lucide-react";
import { useState } from "react";
import { TagBadge } from "#features/secrets/components/tag-badge.tsx";
import { CreateTagDialog } from "#features/secrets/components/tag-dialogs.tsx";
import { TagMenu } from "#features/secrets/components/tag-menu.tsx";
import type { Tag } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";

interface TagsFieldProps {
  projectId: string;
  tags: readonly Tag[];
  /** Ids. */
  value: readonly string[];
  onValueChange: (ids: string[]) => void;
  error: string | undefined;
}

/** The tags of one secret, or those to put on several. */
export function TagsField({ projectId, tags, value, onValueChange, error }: TagsFieldProps) {
  const canCreate = useProjectCan(projectId)("tags:create");
  const [isCreating, setCreating] = useState(false);
  const chosen = tags.filter(({ id }) => value.includes(id));
  const without = (id: string) => value.filter((other) => other !== id);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 font-medium">
        Tags <span className="font-normal text-muted">(optional)</span>
      </legend>
      {chosen.length > 0 && (
        <ul aria-label="Chosen tags" className="flex flex-wrap gap-1">
          {chosen.map((tag) => (
            <li key={tag.id} className="flex min-w-0 items-center">
              <TagBadge tag={tag} />
              <button
                type="button"
                aria-label={`Remove tag ${tag.slug}`}
                onClick={() => onValueChange(without(tag.id))}
                className="flex size-6 items-center justify-center rounded-xs text-muted hover:bg-hover"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <TagMenu
          label="Choose tags"
          tags={tags}
          chosen={chosen.map(({ slug }) => slug)}
          onToggle={(tag, isChosen) => onValueChange(isChosen ? [...value, tag.id] : without(tag.id))}
          onManage={canCreate ? () => setCreating(true) : undefined}
          manageLabel="New tag…"
        />
      </div>
      {error && (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {error}
        </p>
      )}
      {isCreating && <CreateTagDialog projectId={projectId} onClose={() => setCreating(false)} />}
    </fieldset>
  );
}

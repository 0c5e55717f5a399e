import { namesOfPath, pathOfNames } from "@podpass/contracts";
import { Link } from "@tanstack/react-router";
import { FolderRoot } from "lucide-react";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";

/** The way from the environment's root to the open folder. */
export function FolderPath({ place }: { place: SecretPlace }) {
  const names = namesOfPath(place.secretPath);
  return (
    <nav aria-label="Folder path" className="min-w-0">
      <ol className="flex flex-wrap items-center gap-x-1 font-mono text-[0.8125rem]">
        {["", ...names].map((name, index) => {
          const path = pathOfNames(names.slice(0, index));
          return (
            <li key={path} className="flex min-w-0 items-center gap-1">
              {index > 0 && (
                <span aria-hidden className="text-muted">
                  /
                </span>
              )}
              <PathPart place={{ ...place, secretPath: path }} name={name} isCurrent={index === names.length} />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function PathPart({ place, name, isCurrent }: { place: SecretPlace; name: string; isCurrent: boolean }) {
  const text = name || (
    <span className="flex h-6 items-center">
      <FolderRoot aria-hidden className="size-4" />
      <span className="sr-only">Root folder</span>
    </span>
  );
  if (isCurrent) return <span aria-current="page">{text}</span>;
  return (
    <Link
      to="/projects/$projectId/secrets"
      params={{ projectId: place.projectId }}
      search={{ environment: place.environment, path: place.secretPath === "/" ? undefined : place.secretPath }}
      className="rounded-xs px-0.5 text-muted hover:text-ink hover:underline"
    >
      {text}
    </Link>
  );
}

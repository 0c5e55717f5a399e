import { useMemo } from "react";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";

export interface SecretRights {
  canRead: boolean;
  canEdit: boolean;
  canDelete: boolean;
}

/** What the user may do with each secret: rules can speak of its place, name and tags. */
export function useSecretRights(projectId: string): (secret: MaskedSecret) => SecretRights {
  const can = useProjectCan(projectId);
  return useMemo(
    () => (secret: MaskedSecret) => {
      const resource = {
        environment: secret.environment,
        secretPath: secret.secretPath,
        secretName: secret.key,
        secretTags: secret.tags.map(({ slug }) => slug),
      };
      return {
        canRead: can("secrets:readValue", resource),
        canEdit: can("secrets:edit", resource),
        canDelete: can("secrets:delete", resource),
      };
    },
    [can],
  );
}

export interface PlaceRights {
  canReadSecrets: boolean;
  canCreateSecrets: boolean;
  canCreateFolders: boolean;
  canEditFolders: boolean;
  canDeleteFolders: boolean;
  canReadImports: boolean;
  canReadTags: boolean;
  canManageTags: boolean;
}

/** What the user may do with a folder as a place. */
export function usePlaceRights({ projectId, environment, secretPath }: SecretPlace): PlaceRights {
  const can = useProjectCan(projectId);
  const place = { environment, secretPath };
  return {
    canReadSecrets: can("secrets:readValue"),
    canReadImports: can("secret-imports:read", place),
    canCreateSecrets: can("secrets:create", place),
    canCreateFolders: can("secret-folders:create", place),
    canEditFolders: can("secret-folders:edit", place),
    canDeleteFolders: can("secret-folders:delete", place),
    canManageTags: can("tags:create") || can("tags:edit") || can("tags:delete"),
    canReadTags: can("tags:read"),
  };
}

import type { ErrorsOf } from "./error-definition.ts";

/** Projects, who is in them, and what they are divided into. */
export const PROJECT_ERRORS = {
  "project.not_found": { kind: "not_found", name: "NotFound", message: "Project not found" },
  "project.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A project with this slug already exists",
  },
  "project.delete_protected": {
    kind: "conflict",
    name: "BadRequest",
    message: "Project has delete protection. Turn it off first",
  },
  "project_membership.not_found": {
    kind: "not_found",
    name: "NotFound",
    message: "The identity is not a member of this project",
  },
  "project_membership.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "Identity is already a member",
  },
  "project_membership.own": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't delete your own membership",
  },
  "environment.not_found": { kind: "not_found", name: "NotFound", message: "Environment not found" },
  "environment.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "An environment with this slug already exists in the project",
  },
  "tag.not_found": { kind: "not_found", name: "NotFound", message: "Tag not found" },
  "tag.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A tag with this slug already exists in the project",
  },
} as const satisfies ErrorsOf<"project" | "project_membership" | "environment" | "tag">;

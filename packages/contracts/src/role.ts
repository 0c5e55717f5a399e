import { z } from "zod";
import { PermissionRule } from "./permissions/permission-rule.ts";

export const RoleOutput = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  isBuiltIn: z.boolean(),
  rules: z.array(PermissionRule),
});
export type RoleOutput = z.output<typeof RoleOutput>;

export const RoleList = z.object({ items: z.array(RoleOutput) });
export type RoleList = z.output<typeof RoleList>;

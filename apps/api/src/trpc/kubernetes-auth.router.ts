import {
  AttachKubernetesAuthInput,
  IdentityRef,
  KubernetesAuthOutput,
  UpdateKubernetesAuthInput,
  UpdateKubernetesAuthOutput,
} from "@podpass/contracts";
import { attachKubernetesAuth, detachKubernetesAuth, getKubernetesAuth, updateKubernetesAuth } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const kubernetesAuthRouter = router({
  get: procedure
    .input(IdentityRef.strict())
    .output(KubernetesAuthOutput)
    .query(({ ctx, input }) => getKubernetesAuth(ctx.useCase, input)),
  attach: procedure
    .input(AttachKubernetesAuthInput.strict())
    .output(KubernetesAuthOutput)
    .mutation(({ ctx, input }) => attachKubernetesAuth(ctx.useCase, input)),
  update: procedure
    .input(UpdateKubernetesAuthInput.strict())
    .output(UpdateKubernetesAuthOutput)
    .mutation(({ ctx, input }) => updateKubernetesAuth(ctx.useCase, input)),
  detach: procedure
    .input(IdentityRef.strict())
    .output(KubernetesAuthOutput)
    .mutation(({ ctx, input }) => detachKubernetesAuth(ctx.useCase, input)),
});

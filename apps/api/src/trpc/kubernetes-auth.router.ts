import {
  AttachKubernetesAuthInput,
  AttachKubernetesAuthOutput,
  CheckKubernetesConnectionInput,
  ConnectionReport,
  ConnectionWarnings,
  IdentityRef,
  KubernetesAuthOutput,
  KubernetesConnectionOutput,
  TryKubernetesLoginInput,
  TryKubernetesLoginOutput,
  UpdateKubernetesAuthInput,
  UpdateKubernetesAuthOutput,
} from "@podpass/contracts";
import {
  attachKubernetesAuth,
  checkKubernetesConnection,
  detachKubernetesAuth,
  getKubernetesAuth,
  getKubernetesConnection,
  listConnectionWarnings,
  tryKubernetesLogin,
  updateKubernetesAuth,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const kubernetesAuthRouter = router({
  get: procedure
    .input(IdentityRef.strict())
    .output(KubernetesAuthOutput)
    .query(({ ctx, input }) => getKubernetesAuth(ctx.useCase, input)),
  attach: procedure
    .input(AttachKubernetesAuthInput.strict())
    .output(AttachKubernetesAuthOutput)
    .mutation(({ ctx, input }) => attachKubernetesAuth(ctx.useCase, input)),
  update: procedure
    .input(UpdateKubernetesAuthInput.strict())
    .output(UpdateKubernetesAuthOutput)
    .mutation(({ ctx, input }) => updateKubernetesAuth(ctx.useCase, input)),
  detach: procedure
    .input(IdentityRef.strict())
    .output(KubernetesAuthOutput)
    .mutation(({ ctx, input }) => detachKubernetesAuth(ctx.useCase, input)),
  getConnection: procedure
    .input(IdentityRef.strict())
    .output(KubernetesConnectionOutput)
    .query(({ ctx, input }) => getKubernetesConnection(ctx.useCase, input)),
  listWarnings: procedure.output(ConnectionWarnings).query(({ ctx }) => listConnectionWarnings(ctx.useCase)),
  tryLogin: procedure
    .input(TryKubernetesLoginInput)
    .output(TryKubernetesLoginOutput)
    .mutation(({ ctx, input }) => tryKubernetesLogin(ctx.useCase, input)),
  checkConnection: procedure
    .input(CheckKubernetesConnectionInput.strict())
    .output(ConnectionReport)
    .mutation(({ ctx, input }) => checkKubernetesConnection(ctx.useCase, input)),
});

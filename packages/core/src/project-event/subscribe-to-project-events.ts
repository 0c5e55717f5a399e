import type { ProjectEvent, SubscribeInput } from "@podpass/contracts";
import { verifyAccessTokenAgain } from "../access-token/verify-access-token.ts";
import { openProject, type ProjectAccess } from "../authorization/project-access.ts";
import { openEnvironment } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext, UseCaseContext } from "../shared/use-case-context.ts";
import type { Subscriber } from "./project-event-hub.ts";
import type { SecretEvent } from "./secret-event.ts";
import { visibleEvents } from "./visible-events.ts";

/** Each holds a connection and some 30 KB. */
const MAX_SUBSCRIPTIONS = 5_000;
/** An operator has one subscription for each of its resources, all of one identity. */
const MAX_SUBSCRIPTIONS_OF_IDENTITY = 500;
const SECONDS_UNTIL_ONE_MAY_END = 30;
/** A change to a secret is a change to its project: the event that follows looks at the token itself. */
const RECHECK_AFTER_MS = 100;

/** Who is told. After `end` nothing follows. */
export interface ProjectEventSink {
  send(events: readonly ProjectEvent[]): void;
  /** Nothing happened, and the subscription still stands. */
  ping(): void;
  end(error: AppError): void;
}

/** An open subscription. */
export interface ProjectEventSubscription {
  /** Looks again at whether the token still opens it, then pings; else ends it. */
  beat(): void;
  close(): void;
}

/**
 * Tells the sink of everything that happens from now on to the secrets the token's identity may know of, on whichever
 * replica, in order and without a gap. Token and roles are looked at again before each event, and whenever something they
 * hang on changes: when they no longer allow it, or when events may have been missed, the subscription ends with an error.
 */
export async function subscribeToProjectEvents(
  ctx: UseCaseContext,
  { accessToken, ...input }: SubscribeInput & { accessToken: string },
  sink: ProjectEventSink,
): Promise<ProjectEventSubscription> {
  await authorizeSubscription(ctx, input);
  assertRoom(ctx);
  let removeFromHub = () => {};
  let isOpen = true;
  let recheckTimer: NodeJS.Timeout | undefined;
  /** One after the other, so that events keep their order. */
  let work: Promise<void> = Promise.resolve();

  function close(): void {
    isOpen = false;
    clearTimeout(recheckTimer);
    removeFromHub();
  }
  function end(error: AppError): void {
    if (!isOpen) return;
    close();
    sink.end(error);
  }
  function then(act: (access: ProjectAccess) => void): void {
    clearTimeout(recheckTimer);
    recheckTimer = undefined;
    work = work
      .then(async () => {
        if (!isOpen) return;
        const access = await openAgain(ctx, accessToken, input.projectId);
        if (isOpen) act(access);
      })
      .catch((error: unknown) => end(toAppError(ctx, error)));
  }
  const deliver = (events: readonly SecretEvent[]) =>
    then(({ project, rules }) => {
      const environments = project.environments.map(({ slug }) => slug);
      const visible = visibleEvents(events, { rules, environments, registrations: input.registrations });
      if (visible.length > 0) sink.send(visible);
    });
  const subscriber: Subscriber = {
    projectId: input.projectId,
    identityId: ctx.actor.type === "identity" ? ctx.actor.id : "",
    deliver,
    recheck() {
      recheckTimer ??= setTimeout(() => then(() => {}), RECHECK_AFTER_MS).unref();
    },
    missed: () => end(new AppError("event_subscription.missed")),
    stop: () => end(new AppError("server.unavailable")),
  };
  removeFromHub = ctx.projectEvents.add(subscriber);
  // What changed between the first look at the token and now was told to nobody.
  then(() => {});
  return { beat: () => then(() => sink.ping()), close };
}

async function authorizeSubscription(ctx: UseCaseContext, { projectId, registrations }: SubscribeInput): Promise<void> {
  const { authorize } = await openProject(ctx, { id: projectId });
  authorize("secrets:describeSecret");
  for (const { environment } of registrations) {
    if (environment !== undefined) await openEnvironment(ctx, { projectId, environment });
  }
}

/** Nothing may be awaited between this and the addition. */
function assertRoom(ctx: UseCaseContext): void {
  const { all, ofIdentity } = ctx.projectEvents.count(ctx.actor.type === "identity" ? ctx.actor.id : "");
  if (all >= MAX_SUBSCRIPTIONS || ofIdentity >= MAX_SUBSCRIPTIONS_OF_IDENTITY) {
    throw new AppError("event_subscription.too_many", { retryAfterSeconds: SECONDS_UNTIL_ONE_MAY_END });
  }
  if (!ctx.projectEvents.isCurrent()) throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/** What the token opens now, from where it is used. */
function openAgain(ctx: PublicContext, accessToken: string, projectId: string): Promise<ProjectAccess> {
  return ctx.projectEvents.look(JSON.stringify([projectId, ctx.request.ipAddress, accessToken]), async () => {
    const access = await openProject(await verifyAccessTokenAgain(ctx, accessToken), { id: projectId });
    access.authorize("secrets:describeSecret");
    return access;
  });
}

function toAppError(ctx: PublicContext, error: unknown): AppError {
  if (error instanceof AppError) return error;
  ctx.logger.error({ err: error, requestId: ctx.request.requestId }, "A subscription could not be looked at again");
  return new AppError("event_subscription.missed", { cause: error });
}

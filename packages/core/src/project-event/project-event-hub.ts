import type { ProjectAccess } from "../authorization/project-access.ts";
import type { Changes } from "../shared/change-cache.ts";
import type { Logger } from "../shared/logger.ts";
import type { Store } from "../shared/store.ts";
import { eventsOfAuditEvent } from "./events-of-audit-event.ts";
import { importMutationsOf } from "./import-mutations.ts";
import type { SecretEvent } from "./secret-event.ts";
import { createSharedLook, type SharedLook } from "./shared-look.ts";

/** How many audit events are read at once. */
const BATCH = 500;

/** Where the database tells of audit events about secrets, whichever replica wrote them. */
export interface AuditFeed extends Changes {
  subscribeToAudit(listener: { told(notice: { projectId: string; auditEventId: string }): void; missed(): void }): void;
  /** Resolves when no replica goes by what it read before. */
  settle(): Promise<void>;
}

/** Somebody who is told of what happens to a project's secrets. */
export interface Subscriber {
  readonly projectId: string;
  readonly identityId: string;
  deliver(events: readonly SecretEvent[]): void;
  /** What the subscriber may do may have changed. */
  recheck(): void;
  /** Events may be missing. */
  missed(): void;
  /** The server stops. */
  stop(): void;
}

/** Hands what happens to secrets to those who have subscribed to it on this replica. */
export interface ProjectEventHub {
  /** False while this replica may not be told of everything: whoever subscribes now could miss something. */
  isCurrent(): boolean;
  /** The subscriber is told of everything that is committed from now on, in order, until the function is called. */
  add(subscriber: Subscriber): () => void;
  /** What a token opens, for all subscribers that present it from one address. */
  readonly look: SharedLook<ProjectAccess>;
  /** How many subscriptions are open, and how many of these are an identity's. */
  count(identityId: string): { all: number; ofIdentity: number };
  stop(): void;
}

export function createProjectEventHub(feed: AuditFeed, store: Store, logger: Logger): ProjectEventHub {
  const subscribers = new Set<Subscriber>();
  const byProject = new Map<string, Set<Subscriber>>();
  /** Audit events that are not handed on yet; a project is here as long as somebody works on it. */
  const waiting = new Map<string, string[]>();

  const of = (projectId: string) => byProject.get(projectId) ?? [];

  async function handOn(projectId: string, ids: string[]): Promise<void> {
    try {
      while (ids.length > 0) {
        const batch = ids.splice(0, BATCH);
        // Whoever is told reads at once, from any replica: none may still answer what it read before.
        await feed.settle();
        const events = await loadEvents(store, projectId, batch);
        if (events.length > 0) for (const subscriber of of(projectId)) subscriber.deliver(events);
      }
    } catch (error) {
      logger.error({ err: error, projectId }, "Events could not be read");
      for (const subscriber of of(projectId)) subscriber.missed();
    } finally {
      waiting.delete(projectId);
    }
  }

  feed.subscribeToAudit({
    told({ projectId, auditEventId }) {
      const begun = waiting.get(projectId);
      if (begun) begun.push(auditEventId);
      else if (byProject.has(projectId)) {
        const ids = [auditEventId];
        waiting.set(projectId, ids);
        // A transaction's notices arrive together: those behind this one are read with it.
        setImmediate(() => handOn(projectId, ids));
      }
    },
    missed() {
      for (const subscriber of subscribers) subscriber.missed();
    },
  });
  feed.subscribe((change) => {
    for (const subscriber of subscribers) {
      const { projectId, identityId } = subscriber;
      if (change.kind === "everything" || [projectId, identityId].includes(change.id)) subscriber.recheck();
    }
  });

  return {
    isCurrent: () => feed.isCurrent(),
    look: createSharedLook(),
    add(subscriber) {
      const { projectId } = subscriber;
      subscribers.add(subscriber);
      byProject.set(projectId, (byProject.get(projectId) ?? new Set()).add(subscriber));
      return () => {
        subscribers.delete(subscriber);
        const rest = byProject.get(projectId);
        rest?.delete(subscriber);
        if (rest?.size === 0) byProject.delete(projectId);
      };
    },
    count(identityId) {
      const own = [...subscribers].filter((subscriber) => subscriber.identityId === identityId);
      return { all: subscribers.size, ofIdentity: own.length };
    },
    stop() {
      for (const subscriber of subscribers) subscriber.stop();
    },
  };
}

async function loadEvents(store: Store, projectId: string, ids: string[]): Promise<SecretEvent[]> {
  const events = (await store.audit.listActions(projectId, ids)).flatMap(eventsOfAuditEvent);
  if (events.length === 0) return [];
  const edges = (await store.secretImports.listEdgePlaces(projectId)).map(({ folder, sourceFolder }) => ({
    folder: { environment: folder.environment.slug, secretPath: folder.path },
    source: { environment: sourceFolder.environment.slug, secretPath: sourceFolder.path },
  }));
  return [...events, ...importMutationsOf(events, edges)];
}

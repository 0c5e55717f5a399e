export interface SlotLimits {
  /** Reviews that one cluster is asked for at a time. */
  concurrent: number;
  /** Logins that may wait for one cluster; the next is turned away at once. */
  waiting: number;
  /** How long one may wait. */
  maxWaitMs: number;
}

interface Cluster {
  busy: number;
  /** In the order they came. */
  waiting: Set<(isGranted: boolean) => void>;
}

/**
 * A bounded number of slots for each cluster, and a queue of bounded length and time before them. Clusters share nothing,
 * so a full one keeps nobody waiting for another. A cluster without work takes no memory.
 */
export function createReviewSlots(limits: SlotLimits) {
  const clusters = new Map<string, Cluster>();
  let isClosed = false;

  /** Hands the slot to whoever has waited longest. */
  function release(key: string, cluster: Cluster): void {
    const [next] = cluster.waiting;
    if (next) {
      next(true);
      return;
    }
    cluster.busy -= 1;
    if (cluster.busy === 0) clusters.delete(key);
  }

  function wait(cluster: Cluster): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isGranted: boolean) => {
        clearTimeout(timer);
        cluster.waiting.delete(settle);
        resolve(isGranted);
      };
      const timer = setTimeout(settle, limits.maxWaitMs, false);
      cluster.waiting.add(settle);
    });
  }

  return {
    /** Resolves to the function that gives the slot back, to be called once; or to null when there is none in time. */
    async acquire(key: string): Promise<(() => void) | null> {
      if (isClosed) return null;
      const cluster = clusters.get(key) ?? { busy: 0, waiting: new Set() };
      clusters.set(key, cluster);
      if (cluster.busy < limits.concurrent) {
        cluster.busy += 1;
      } else if (cluster.waiting.size >= limits.waiting || !(await wait(cluster))) {
        return null;
      }
      return () => release(key, cluster);
    },
    /** Turns away everyone who waits, and whoever comes later. */
    close(): void {
      isClosed = true;
      for (const cluster of clusters.values()) for (const settle of cluster.waiting) settle(false);
    },
  };
}

import { type ComponentType, lazy, Suspense, useState } from "react";

type Load<Props> = () => Promise<ComponentType<Props>>;

/** A component whose code is loaded when it is first rendered, and not with the page; nothing stands in its place. */
export function onDemand<Props extends object>(load: Load<Props>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while rendering.
  return function OnDemand(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

/** The same for what is rendered closed: its code is loaded when it is first opened. It stays, so that it can fade out. */
export function onDemandWhenOpen<Props extends { isOpen: boolean }>(load: Load<Props>): ComponentType<Props> {
  const Loaded = onDemand(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while rendering.
  return function OnDemandWhenOpen(props: Props) {
    const [wasOpened, setWasOpened] = useState(props.isOpen);
    if (props.isOpen && !wasOpened) setWasOpened(true);
    return wasOpened && <Loaded {...props} />;
  };
}

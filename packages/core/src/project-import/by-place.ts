interface Placed {
  environment: string;
  secretPath: string;
}

/** Secrets by the folder they are in, each folder's in their order. */
export function byPlace<Secret extends Placed>(secrets: readonly Secret[]) {
  const places = Map.groupBy(secrets, ({ environment, secretPath }) => JSON.stringify([environment, secretPath]));
  return [...places.values()].flatMap((inPlace) => {
    const [first] = inPlace;
    if (!first) return [];
    const { environment, secretPath } = first;
    return [{ place: { environment, secretPath }, secrets: inPlace }];
  });
}

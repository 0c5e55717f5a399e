/** Stands where the manifests will be: none is made of a name that Kubernetes would refuse. */
export function NamesMissing() {
  return (
    <p role="status" className="rounded-md border border-dashed px-4 py-8 text-center text-muted">
      Give a name and a namespace to see the manifest made for them.
    </p>
  );
}

import { Fragment } from "react";
import { Warning } from "#components/warning.tsx";
import { meaningOfAllowLists } from "#features/kubernetes-auth/lib/allow-list-words.ts";

interface AllowListSentenceProps {
  allowedNames: string;
  allowedNamespaces: string;
}

/** Reads the rule back in words. */
export function AllowListSentence({ allowedNames, allowedNamespaces }: AllowListSentenceProps) {
  const meaning = meaningOfAllowLists(allowedNames, allowedNamespaces);
  if (meaning.kind === "nobody") return <>Nobody yet: name service accounts, namespaces or both.</>;
  if (meaning.kind === "everybody") {
    return <Warning>Every service account of the cluster gets in, whatever its name and namespace.</Warning>;
  }
  const { names, namespaces, pairs } = meaning;
  return (
    <>
      Lets in {names === "any" ? "every service account" : <Items one="service account" items={names} />}
      {namespaces !== "any" ? (
        <>
          {" in "}
          <Items one="namespace" items={namespaces} />
        </>
      ) : (
        pairs !== "all" && " in any namespace"
      )}
      {pairs === "some" && ", a pair only in the namespace it names"}.
    </>
  );
}

function Items({ one, items }: { one: string; items: readonly string[] }) {
  return (
    <>
      {items.length === 1 ? one : `${one}s`}{" "}
      {items.map((item, index) => (
        <Fragment key={item}>
          {index > 0 && (index === items.length - 1 ? " and " : ", ")}
          <code className="font-mono text-ink">{item}</code>
        </Fragment>
      ))}
    </>
  );
}

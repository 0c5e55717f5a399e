export { FakeOidcProvider, type OidcPerson } from "./fake-oidc-provider.ts";

/** What the floor needs to do the same I/O on the same data. */
export interface FloorConfig {
  database: { kind: "embedded"; folder: string } | { kind: "postgres"; url: string };
  cluster: { url: string; caCertificate: string; reviewerJwt: string };
  organizationId: string;
  identityId: string;
  /** Its root folder holds the secrets. */
  environmentId: string;
}

import type { Tenant, World } from "@podpass/testing/world";
import { updateProject } from "../../project/update-project.ts";
import type { Services } from "../../shared/use-case-context.ts";
import { auditEventRow } from "../append-audit-event.ts";
import { eraseAuditEvents } from "../erase-audit-events.ts";
import { sealAuditEvents } from "../seal-audit-events.ts";
import { updateAuditRetention } from "../update-audit-retention.ts";
import { verifyAuditChain } from "../verify-audit-chain.ts";

/** An organization's audit log with the events of two projects, each of which may have a retention of its own. */
export class TwoProjects {
  readonly tenant: Tenant;
  readonly projectId: string;
  readonly otherProjectId: string;
  readonly #world: World;

  private constructor(world: World, tenant: Tenant, [projectId, otherProjectId]: [string, string]) {
    this.#world = world;
    this.tenant = tenant;
    this.projectId = projectId;
    this.otherProjectId = otherProjectId;
  }

  /** Of a new organization, whose log begins with the two being made, in this order. */
  static async make(world: World): Promise<TwoProjects> {
    const tenant = await world.otherTenant();
    const { id: projectId } = await tenant.createProject();
    world.clock.advanceSeconds(1);
    const { id: otherProjectId } = await tenant.createProject();
    return new TwoProjects(world, tenant, [projectId, otherProjectId]);
  }

  passDays(days: number): void {
    this.#world.clock.advanceSeconds(days * 86_400);
  }

  /** An event of the project, a second after the one before. */
  retain(auditRetentionDays: number | null, projectId = this.projectId) {
    this.#world.clock.advanceSeconds(1);
    return updateAuditRetention(this.tenant.admin, { projectId, auditRetentionDays });
  }

  /** The same of another kind, with the name in it. */
  rename(name: string, projectId = this.projectId) {
    this.#world.clock.advanceSeconds(1);
    return updateProject(this.tenant.admin, { projectId, name });
  }

  /** Every other of the project, the rest of the other one. */
  async manyEvents(length: number): Promise<void> {
    const rows = Array.from({ length }, (_, index) =>
      auditEventRow(this.tenant.admin, {
        organizationId: this.tenant.organizationId,
        actor: { type: "system" },
        action: "secret.read",
        subject: { type: "secret", id: String(index) },
        projectId: index % 2 === 0 ? this.projectId : this.otherProjectId,
      }),
    );
    await this.#world.database.client.auditEvent.createMany({ data: rows });
  }

  seal() {
    return sealAuditEvents(this.#world.services);
  }

  run(services: Services = this.#world.services, signal = new AbortController().signal) {
    return eraseAuditEvents(services, signal);
  }

  /** How many places of the organization's it made. */
  async erase(): Promise<number> {
    const { length: before } = await this.places();
    await this.run();
    return (await this.places()).length - before;
  }

  /** Two events of the project erased, at places 1 and 4, of five. */
  async eraseTwo(): Promise<void> {
    await this.retain(7);
    await this.rename("Renamed");
    await this.rename("Other", this.otherProjectId);
    this.passDays(8);
    await this.seal();
    const erased = await this.erase();
    if (erased !== 2) throw new Error(`Two events were to be erased, not ${erased}`);
  }

  /** How many transactions the work takes. */
  async batchesOf(work: (services: Services) => Promise<unknown>): Promise<number> {
    const { services } = this.#world;
    let count = 0;
    const transaction: Services["transaction"] = (act) => {
      count += 1;
      return services.transaction(act);
    };
    await work({ ...services, transaction });
    return count;
  }

  verify() {
    return verifyAuditChain(this.tenant.admin);
  }

  /** What was done in the project and is still told, oldest first. */
  async actionsOf(projectId: string): Promise<string[]> {
    const events = await this.tenant.auditEvents();
    return events.filter((event) => event.projectId === projectId).map(({ action }) => action);
  }

  /** What is left of the events that were erased. */
  places() {
    return this.#world.services.store.auditChains.listErased(this.tenant.organizationId, { after: 0n, take: 5000 });
  }
}

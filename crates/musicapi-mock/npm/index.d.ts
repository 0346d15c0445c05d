/** The mock didn't start. */
export class MockError extends Error {}

/** The control API refused a call; the message says what is wrong. */
export class ControlError extends Error {
  /** Its HTTP status. */
  readonly status: number;
}

/** The path of the program: what `MUSICAPI_MOCK` names, or the one of the package for this system, or the one on the PATH. */
export function program(): string;

/** How a mock begins. */
export interface Start {
  /** How many times faster than real its time runs; with 0, the default, a test moves it. */
  speed?: number;
  /** Further options of the program, as in `["--rate-limit"]`. */
  options?: string[];
}

/** How a space is set up, in the words of the control API; `musicapi-mock schema` prints them all. */
export interface Scenario {
  accounts?: Record<string, { credits?: number; extra_credits?: number; lyrics_credits?: number; subscribed?: boolean }>;
  faults?: unknown[];
  lives?: Record<string, unknown>;
  callbacks?: Record<string, unknown>;
  [word: string]: unknown;
}

/** A running mock, with as many spaces as tests want. It listens to this machine alone, and ends with this process. */
export class Mock {
  private constructor();
  /** Starts one; rejects with a {@link MockError} that says why it didn't start. */
  static start(start?: Start): Promise<Mock>;
  /** The base URL of the API. */
  readonly url: string;
  /** The address of the control API. */
  readonly control: string;
  /** A new space. It has keys of its own, in the order of the scenario's accounts, so that one scenario serves many tests at once. */
  space(scenario?: Scenario): Promise<Space>;
  /** Ends the mock, and all of its spaces. */
  stop(): Promise<void>;
}

/** A service of its own within a mock: its keys, credits, tasks and time are nobody else's. */
export class Space {
  private constructor();
  /** What a client is given as base URL. */
  readonly url: string;
  /** Its first key. */
  readonly key: string;
  /** The keys of all of its accounts. */
  readonly keys: string[];
  /** A call of the control API: `space.call("time", { advance: 60 })`. With a body it is POST, else GET. */
  call(path: string, body?: unknown, method?: string): Promise<any>;
  /** Moves the time of the space by so many seconds: what is due by then has happened. */
  advance(seconds: number): Promise<void>;
  /** What the program under test waits with, instead of its own. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** Something that goes wrong, in words: `create_sonic:1:after:reset`. */
  fault(fault: string | object): Promise<void>;
  /** What becomes of the tasks of operations: `{ create_sonic: "stuck" }`. */
  lives(lives: Record<string, unknown>): Promise<void>;
  /** Sets the monthly credits of the first key. */
  credits(credits: number): Promise<void>;
  /** What each account has. */
  accounts(): Promise<any>;
  /** Tasks, clips, accounts, and how often what was called. */
  state(): Promise<any>;
  /** Each debit and refund, with its cause. */
  ledger(): Promise<any>;
  /** Each request, and what was answered. */
  journal(): Promise<any>;
  /** Each callback that was sent or waits. */
  callbacks(): Promise<any>;
  /** What the client did wrong, what it tried, and what that would have cost. */
  report(): Promise<any>;
  /** Rejects unless the calls were those expected: `{ called: { create_sonic: 1 }, all_valid: true }`. */
  verify(expected: { called?: Record<string, number>; in_order?: string[]; no_repeated_create?: boolean; all_valid?: boolean; sent?: unknown[] }): Promise<void>;
  /** Ends the space, if it hasn't ended yet: its keys are unknown from then on. */
  end(): Promise<void>;
}

/** What runs once before and once after the tests of a file: `{ before, after }` of node:test, `{ before: beforeAll, after: afterAll }` of vitest and jest. */
export interface Hooks {
  before(start: () => Promise<void>): void;
  after(stop: () => Promise<void> | void): void;
}

/** A mock for the tests of a file: `const mock = forTests({ before, after })`, and in a test `const space = await mock.space()`. */
export function forTests(hooks: Hooks, start?: Start): { space(scenario?: Scenario): Promise<Space> };

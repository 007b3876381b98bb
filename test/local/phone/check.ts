import type { Locator, Page } from 'playwright-core';

/** What the desk sets on a phone. */
export interface PhoneSettings {
  theme: string;
  network: string;
}

/** What a check works with: a phone of its own, in a browser of its own. */
export interface CheckTools {
  page: Page;
  /** Address of the server, without a slash at the end. */
  base: string;
  /** Whether the phone has a touch screen; otherwise it is used with a mouse. */
  touch: boolean;
  /** Errors in the page's console so far; a check that wants one empties the list. */
  errors: string[];
  warnings: string[];
  /** Requests that would leave the machine. */
  strangers: string[];
  /** Opens the fixture at a page (`pages/home/index?q=1`), with settings such as `theme=dark`. */
  open(path?: string, settings?: string): Promise<void>;
  tap(target: Locator): Promise<void>;
  /** Waits until an element's text is this; throws after five seconds, saying what it is instead. */
  textBecomes(selector: string, text: string | RegExp): Promise<void>;
  /** Computed value of a CSS property. */
  styleOf(selector: string, property: string): Promise<string>;
  /** Moves a finger over an element: event type and y in px. Gives whether the last event was prevented. */
  finger(
    selector: string,
    way: ReadonlyArray<readonly [type: string, y: number]>,
  ): Promise<boolean>;
  /** Lets a text message with a code arrive. */
  sendSms(phone: string, code: string): void;
  /** Changes settings as the desk does. */
  set(settings: Partial<PhoneSettings>): Promise<void>;
  /** Taps a button of the page `api` and gives what came of it. */
  outcomeOf(name: string): Promise<string>;
}

/** Something that has to be so in the browser; throws when it is not. */
export interface BrowserCheck {
  /** Behaviour, with the pitfall of preview.md §4 where there is one. */
  name: string;
  run(tools: CheckTools): Promise<void>;
}

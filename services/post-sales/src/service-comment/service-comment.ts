/** Something said about a request, never changed afterwards. `internal` is for the vendor's own people. */
export interface ServiceComment {
  readonly id: string;
  readonly requestId: string;
  readonly text: string;
  readonly internal: boolean;
  readonly author: string;
  readonly ofVendor: boolean;
  readonly createdAt: Date;
}

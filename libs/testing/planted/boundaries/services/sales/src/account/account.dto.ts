export class AccountDto {
  readonly name: string;
}

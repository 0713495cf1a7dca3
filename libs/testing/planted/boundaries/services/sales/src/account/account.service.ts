export class AccountService {}

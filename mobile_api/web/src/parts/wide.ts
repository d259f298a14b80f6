// What a wide screen has beside the phone's screens: the side rail, tables with their details, the house's own desk.
import '../i18n/later.ts';
export * from '../screens/desk/index.ts';

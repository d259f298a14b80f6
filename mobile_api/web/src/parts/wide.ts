// What a wide screen has beside the phone's screens: the side rail, tables with their details, the house's own desk.
export * from '../screens/desk/index.ts';

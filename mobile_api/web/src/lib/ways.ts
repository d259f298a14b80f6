// Addresses of a map: the phone's own, and Amap for those that have none. Coordinates are WGS 84 as the phone told them.

export interface Place {
  address: string | null;
  latitude: number | null;
  longitude: number | null;
}

type Way = [name: 'serveOwnMap' | 'serveAmap', href: string];

export const ways = ({ address, latitude, longitude }: Place): Way[] => {
  const named = encodeURIComponent(address ?? '');
  if (latitude === null || longitude === null)
    return [
      ['serveOwnMap', `geo:0,0?q=${named}`],
      ['serveAmap', `https://uri.amap.com/search?keyword=${named}`],
    ];
  return [
    ['serveOwnMap', `geo:${latitude},${longitude}?q=${latitude},${longitude}(${named})`],
    // coordinate=wgs84: Amap moves them to its own datum itself
    ['serveAmap', `https://uri.amap.com/marker?position=${longitude},${latitude}&name=${named}&coordinate=wgs84`],
  ];
};

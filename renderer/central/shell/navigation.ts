import {
  IconBuildingCommunity,
  IconCalendarTime,
  IconDeviceTv,
  IconHistory,
  IconHome,
  IconPackage,
  IconPhoto,
  IconPlaylist,
  IconReportAnalytics,
  IconRoute,
  IconSettings,
  IconStackPop,
  IconSpeakerphone,
  IconTruck,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { createUser, createAgency } from '../../../core/api/people.ts';
import type { Contract } from '../../../core/api/contract.ts';
import { getSoftware } from '../../../core/api/releases.ts';
import { listAudit } from '../../../core/api/reports.ts';
import { getTourDay } from '../../../core/api/tours.ts';

interface NavigationItem {
  to: string;
  key:
    | 'home'
    | 'announcements'
    | 'media'
    | 'queue'
    | 'playlists'
    | 'schedule'
    | 'screens'
    | 'units'
    | 'tours'
    | 'reports'
    | 'users'
    | 'agencies'
    | 'releases'
    | 'settings'
    | 'audit';
  icon: TablerIcon;
  /** Shown only to those who may call this. */
  needs?: Contract;
}

interface NavigationSection {
  key: 'content' | 'airing' | 'admin' | null;
  items: readonly NavigationItem[];
}

export const NAVIGATION: readonly NavigationSection[] = [
  { key: null, items: [{ to: '/', key: 'home', icon: IconHome }] },
  {
    key: 'content',
    items: [
      { to: '/announcements', key: 'announcements', icon: IconSpeakerphone },
      { to: '/media', key: 'media', icon: IconPhoto },
      { to: '/queue', key: 'queue', icon: IconStackPop },
      { to: '/playlists', key: 'playlists', icon: IconPlaylist },
    ],
  },
  {
    key: 'airing',
    items: [
      { to: '/schedule', key: 'schedule', icon: IconCalendarTime },
      { to: '/screens', key: 'screens', icon: IconDeviceTv },
      { to: '/units', key: 'units', icon: IconTruck },
      { to: '/tours', key: 'tours', icon: IconRoute, needs: getTourDay },
      { to: '/reports', key: 'reports', icon: IconReportAnalytics },
    ],
  },
  {
    key: 'admin',
    items: [
      { to: '/users', key: 'users', icon: IconUsers, needs: createUser },
      { to: '/agencies', key: 'agencies', icon: IconBuildingCommunity, needs: createAgency },
      { to: '/software', key: 'releases', icon: IconPackage, needs: getSoftware },
      { to: '/settings', key: 'settings', icon: IconSettings },
      { to: '/audit', key: 'audit', icon: IconHistory, needs: listAudit },
    ],
  },
];

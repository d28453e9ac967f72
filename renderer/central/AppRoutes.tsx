import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { MissingPage } from './components/MissingPage.tsx';
import { AgenciesPage } from './pages/agencies/AgenciesPage.tsx';
import { AnnouncementPage } from './pages/announcements/AnnouncementPage.tsx';
import { AnnouncementsPage } from './pages/announcements/AnnouncementsPage.tsx';
import { EditAnnouncementPage } from './pages/announcements/EditAnnouncementPage.tsx';
import { NewAnnouncementPage } from './pages/announcements/NewAnnouncementPage.tsx';
import { AuditPage } from './pages/audit/AuditPage.tsx';
import { HomePage } from './pages/home/HomePage.tsx';
import { MediaPage } from './pages/media/MediaPage.tsx';
import { PlaylistPage } from './pages/playlists/PlaylistPage.tsx';
import { PlaylistsPage } from './pages/playlists/PlaylistsPage.tsx';
import { QueuePage } from './pages/queue/QueuePage.tsx';
import { ReleasesPage } from './pages/releases/ReleasesPage.tsx';
import { EntryPage } from './pages/schedule/EntryPage.tsx';
import { SchedulePage } from './pages/schedule/SchedulePage.tsx';
import { NewScreenPage } from './pages/screens/NewScreenPage.tsx';
import { ScreenPage } from './pages/screens/ScreenPage.tsx';
import { ScreensPage } from './pages/screens/ScreensPage.tsx';
import { CitySettingsPage } from './pages/settings/CitySettingsPage.tsx';
import { InvitationPage } from './pages/session/InvitationPage.tsx';
import { SetupPage } from './pages/session/SetupPage.tsx';
import { SignInPage } from './pages/session/SignInPage.tsx';
import { UnitsPage } from './pages/units/UnitsPage.tsx';
import { UsersPage } from './pages/users/UsersPage.tsx';
import { SessionGate } from './session/SessionGate.tsx';
import { Shell } from './shell/Shell.tsx';

/** The charts are the heaviest part; they load when a report is opened. */
const ReportsPage = lazy(async () => ({
  default: (await import('./pages/reports/ReportsPage.tsx')).ReportsPage,
}));

/** The map comes with it; offices without cars never load it. */
const ToursPage = lazy(async () => ({
  default: (await import('./pages/tours/ToursPage.tsx')).ToursPage,
}));

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/setup" element={<SetupPage />} />
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/invite/:token" element={<InvitationPage />} />
      <Route element={<SessionGate />}>
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="/announcements" element={<AnnouncementsPage />} />
          <Route path="/announcements/new" element={<NewAnnouncementPage />} />
          <Route path="/announcements/:id" element={<AnnouncementPage />} />
          <Route path="/announcements/:id/edit" element={<EditAnnouncementPage />} />
          <Route path="/media" element={<MediaPage />} />
          <Route path="/queue" element={<QueuePage />} />
          <Route path="/playlists" element={<PlaylistsPage />} />
          <Route path="/playlists/:id" element={<PlaylistPage />} />
          <Route path="/schedule" element={<SchedulePage />} />
          <Route path="/schedule/:id" element={<EntryPage />} />
          <Route path="/screens" element={<ScreensPage />} />
          <Route path="/screens/new" element={<NewScreenPage />} />
          <Route path="/screens/:id" element={<ScreenPage />} />
          <Route path="/units" element={<UnitsPage />} />
          <Route path="/tours" element={<ToursPage />} />
          <Route path="/reports" element={<ReportsPage />} />
          <Route path="/users" element={<UsersPage />} />
          <Route path="/agencies" element={<AgenciesPage />} />
          <Route path="/software" element={<ReleasesPage />} />
          <Route path="/settings" element={<CitySettingsPage />} />
          <Route path="/audit" element={<AuditPage />} />
          <Route path="*" element={<MissingPage />} />
        </Route>
      </Route>
    </Routes>
  );
}

import type { Translation } from '../id.ts';

export const crews: Pick<Translation, 'crews'> = {
  crews: {
    members: 'Crew',
    membersHint: 'Users with the role Crew. Only they can use the app for this car.',
    former: 'No longer crew, so taken off the car when you save: {{names}}.',
    noCrewUsers: 'No user has the role Crew yet; invite one under Users.',
    voicing: 'Kind of loudspeaker',
    title: 'Crew and phones',
    none: 'No crew yet. Add it with Edit.',
    noPhone: 'no phone yet',
    seen: 'last seen {{at}}',
    connect: 'Connect a phone',
    connectFor: 'Connect a phone of {{name}}',
    scan: 'Point the phone’s camera at this code and open the link. It works once, until {{at}}.',
    qr: 'QR code for a phone of {{name}}',
    address: {
      loopback:
        '{{origin}} is this computer only: a phone cannot open it. Open Wawar at its https address on the network, and make the code there.',
      insecure:
        'This address is without https: a phone’s browser gives no keys, no position and no offline mode here. Open Wawar at its https address, and make the code there.',
    },
    copyLink: 'Copy link',
    revoke: 'Revoke',
    revokeOf: 'Revoke the phone {{label}} of {{name}}',
    revoked: 'Phone revoked.',
    unknown: 'no longer crew',
  },
};

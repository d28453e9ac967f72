import { PHOTO_LIMIT_BYTES, Sighting, uploadPhoto } from '../../../../core/api/sightings.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { ApiProblem, asProblem, problemOf } from '../../api/problem.ts';

/**
 * Sends a photo as it is; the server takes from it what nobody should know.
 * @throws {ApiProblem} for every refusal and failure
 */
export async function sendPhoto(screenId: string, photo: File): Promise<Sighting> {
  if (photo.size > PHOTO_LIMIT_BYTES) throw new ApiProblem('too_large', 413);
  let response: Response;
  try {
    response = await fetch(urlOf(uploadPhoto, { params: { id: screenId } }), {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': photo.type },
      body: photo,
    });
  } catch (cause) {
    throw new ApiProblem('unreachable', 0, {}, cause);
  }
  if (!response.ok) throw await problemOf(response);
  const parsed = Sighting.safeParse(await response.json());
  if (!parsed.success) throw asProblem(parsed.error);
  return parsed.data;
}

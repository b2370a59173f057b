/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export declare function isJson(mediaType: string | undefined): boolean;
/** Whether a media type is `application/x-www-form-urlencoded`. */
export declare function isForm(mediaType: string): boolean;
/** Whether a media type is `multipart/form-data`. */
export declare function isMultipart(mediaType: string): boolean;

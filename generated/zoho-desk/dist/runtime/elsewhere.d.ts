/**
* The operation, whose requests go to a server of its own, unless the caller or the transport names one. The token of the API
* is not for that server, so none is sent, nor are parameters of the client.
*/
export declare function elsewhere<O>(operation: O, server: string): O;
